import { Injectable } from '@nestjs/common';
import { ItemFilterPipe } from '../items/item-filter.pipe';

/** A report counts whole trackers. */
@Injectable()
export class SummaryFilterPipe extends ItemFilterPipe {
  protected override readonly known = ['tracker_id'];
}
