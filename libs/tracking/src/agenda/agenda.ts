/** The agenda of a review: computed from the ledger, never stored. */
import { AGENDA_SECTIONS, type Agenda } from '@action-tracker/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { findReview } from '../reviews/reviews';
import { AgendaItems, type ReviewSpan } from './agenda-items';
import { agendaSections, type Sections } from './agenda-sections';

/** The items to walk through, by section. @throws DomainError NOT_FOUND */
export class GetAgenda extends Query<Agenda> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly number: number,
  ) {
    super();
  }
}

@QueryHandler(GetAgenda)
export class GetAgendaHandler implements IQueryHandler<GetAgenda> {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly items: AgendaItems,
  ) {}

  async execute({ scope, trackerId, number }: GetAgenda): Promise<Agenda> {
    await this.ledgers.ofTracker(scope, trackerId);
    const review = await findReview(this.ledgers.pool, trackerId, number);
    const span = await this.items.span(review);
    const numbers = await sectionsOf(this.items, span);
    const items = await this.items.read(span, Object.values(numbers).flat());
    const byNumber = new Map(items.map((item) => [item.number, item]));
    const sections = AGENDA_SECTIONS.map((section) => ({
      section,
      items: numbers[section].flatMap((one) => byNumber.get(one) ?? []),
    }));
    return { review, sections };
  }
}

/** The sections of a review, as frozen when it was opened, with what was created since. */
export async function sectionsOf(items: AgendaItems, span: ReviewSpan): Promise<Sections> {
  const opening = await items.opening(span.review);
  const atOpening = await items.atOpening(span.review, opening);
  return agendaSections(atOpening, opening, await items.createdLater(span));
}
