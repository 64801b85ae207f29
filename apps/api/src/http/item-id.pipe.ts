import { typedItemId } from '@action-tracker/domain';
import { Injectable, type PipeTransform } from '@nestjs/common';

/** Reads an item id from a path in any spelling: `AD-1` is `AD-001`. */
@Injectable()
export class ItemIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    return typedItemId(value) ?? value;
  }
}
