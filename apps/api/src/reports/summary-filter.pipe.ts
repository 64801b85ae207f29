import { Injectable } from '@nestjs/common';
import { ItemFilterPipe } from '../items/item-filter.pipe';

/** The summary is filtered by tracker only. */
@Injectable()
export class SummaryFilterPipe extends ItemFilterPipe {
  protected override readonly known = ['tracker_id', 'as_of', 'axis'];
}
