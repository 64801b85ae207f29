import { Injectable, type INestApplication } from '@nestjs/common';
import { describeApi, type OpenApiDocument } from './document';

/** Keeps the description of the running application, made when it is first asked for. */
@Injectable()
export class ApiDescription {
  private application: INestApplication | undefined;
  private document: Promise<OpenApiDocument> | undefined;

  /** Says which application it is about: a provider does not know. */
  describes(application: INestApplication): void {
    this.application = application;
  }

  read(): Promise<OpenApiDocument> {
    if (!this.application) throw new Error('Expected an application to describe, found none');
    return (this.document ??= describeApi(this.application));
  }
}
