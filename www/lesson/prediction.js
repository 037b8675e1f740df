/** What a prediction is. */

/** One of three answers; a number; the heights of a curve at five places. @typedef {"pick" | "value" | "draw"} PredictionKind */

/**
 * What was said on a card: the place of the answer, 0 to 2, a number, or five.
 * @typedef {{card: string, kind: PredictionKind, value: number | readonly number[]}} Prediction
 */
