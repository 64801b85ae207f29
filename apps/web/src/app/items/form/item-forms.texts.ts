import { textPack } from '../../platform/language/texts';

/** The forms that create and edit an item. */
export const ITEM_FORM_TEXTS = textPack({
  en: {
    'form.dueDate': 'Due date',
    'newItem.inTracker': 'in {{prefix}} {{name}}',
    'newItem.create': 'Create item',
    'newItem.createAnother': 'Create and add another',
    'newItem.created': '{{item}} created',
    'editItem.title': 'Edit {{item}}',
    'editItem.save': 'Save',
  },
  'pt-BR': {
    'form.dueDate': 'Prazo',
    'newItem.inTracker': 'em {{prefix}} {{name}}',
    'newItem.create': 'Criar ação',
    'newItem.createAnother': 'Criar e adicionar outra',
    'newItem.created': '{{item}} criada',
    'editItem.title': 'Editar {{item}}',
    'editItem.save': 'Salvar',
  },
});
