import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { anItem, anItemDetail } from '../../testing/answers';
import { configureClient, sent } from '../../testing/page';
import { ItemListStore } from '../store/item-list-store';
import { ItemEdits } from './item-edits';

const PATH = API_PATHS.item('AD-001');
const ITEM = anItem({ id: 'AD-001', number: 1, version: 4 });

it('an edit from any version that own edits have passed is sent with the newest', async () => {
  localStorage.clear();
  configureClient();
  TestBed.inject(ItemListStore).show(1);
  const edits = TestBed.inject(ItemEdits);
  const answered = async (expected: number) => {
    const request = await sent('PATCH', PATH);
    expect(request.request.headers.get('If-Match')).toBe(`"${expected}"`);
    request.flush(anItemDetail({ ...ITEM, version: expected + 1 }));
  };
  void edits.save(ITEM, 'title', { title: 'One' });
  void edits.save(ITEM, 'due_date', { due_date: null });
  await answered(4);
  await answered(5);
  // The page has received the first answer only.
  void edits.save({ ...ITEM, version: 5 }, 'due_date', { due_date: '2026-12-24' });
  await answered(6);
  void edits.save(ITEM, 'title', { title: 'Two' });
  await answered(7);
});
