import type { SourceFile } from '@action-tracker/domain';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Origin } from '../ledger/origin';
import { BatchWriter } from './batch-writer';

/** An import of a file into a tracker. */
export interface ImportBatch {
  readonly trackerId: number;
  readonly batch: string;
  readonly file: SourceFile;
  readonly origin: Omit<Origin, 'commandId'>;
}

/** Records that an import begins, before its first item. */
export class BeginImportCommand extends Command<void> {
  constructor(readonly batch: ImportBatch) {
    super();
  }
}

/** Records what an import has written, after its last item. */
export class EndImportCommand extends Command<void> {
  constructor(readonly batch: Omit<ImportBatch, 'file'>) {
    super();
  }
}

@CommandHandler(BeginImportCommand)
export class BeginImportHandler implements ICommandHandler<BeginImportCommand> {
  constructor(private readonly batches: BatchWriter) {}

  execute({ batch: { trackerId, file, ...place } }: BeginImportCommand): Promise<void> {
    const details = { kind: 'import', undoes: null, file } as const;
    return this.batches.begin({ ledgerId: trackerId, ...place }, details);
  }
}

@CommandHandler(EndImportCommand)
export class EndImportHandler implements ICommandHandler<EndImportCommand> {
  constructor(private readonly batches: BatchWriter) {}

  execute({ batch: { trackerId, ...place } }: EndImportCommand): Promise<void> {
    return this.batches.end({ ledgerId: trackerId, ...place });
  }
}
