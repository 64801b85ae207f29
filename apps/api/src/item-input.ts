/** Request bodies (snake_case) as input of commands (camelCase). Left out stays left out. */
import type { ChangeItemRequest, CreateItemRequest } from '@action-tracker/contracts';
import type { CreateItem, ItemFields } from '@action-tracker/domain';

export const toNewItem = (body: CreateItemRequest): Omit<CreateItem, 'type'> => ({
  title: body.title,
  dueDate: body.due_date ?? null,
  category: body.category,
  ownerId: body.owner_id,
  priority: body.priority,
  ...(body.create_date === undefined ? {} : { createDate: body.create_date }),
});

export const toChanges = (body: ChangeItemRequest): Partial<ItemFields> => ({
  ...(body.title === undefined ? {} : { title: body.title }),
  ...(body.due_date === undefined ? {} : { dueDate: body.due_date }),
  ...(body.category === undefined ? {} : { category: body.category }),
  ...(body.owner_id === undefined ? {} : { ownerId: body.owner_id }),
  ...(body.priority === undefined ? {} : { priority: body.priority }),
});
