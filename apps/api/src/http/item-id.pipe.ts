import { typedItemId } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

/** Reads the id of an item from a path however it is written: `AD-1` is `AD-001`. */
@Injectable()
export class ItemIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    return typedItemId(value) ?? value;
  }
}
