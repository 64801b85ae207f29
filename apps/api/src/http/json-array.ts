/** Batches of JSON texts as the text of one JSON array, part by part. */
export async function* jsonArray(
  batches: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  let separator = '[';
  for await (const texts of batches) {
    if (texts.length === 0) continue;
    yield separator + texts.join(',');
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
