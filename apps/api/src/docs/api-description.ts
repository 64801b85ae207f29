import { Injectable, type INestApplication } from '@nestjs/common';
import { describeApi, type OpenApiDocument } from './document';

/** Holds the description of the running application, created on first use. */
@Injectable()
export class ApiDescription {
  private application: INestApplication | undefined;
  private document: Promise<OpenApiDocument> | undefined;

  /** Sets the application, which a provider cannot inject. */
  describes(application: INestApplication): void {
    this.application = application;
  }

  read(): Promise<OpenApiDocument> {
    if (!this.application) throw new Error('Expected an application to describe, found none');
    return (this.document ??= describeApi(this.application));
  }
}
