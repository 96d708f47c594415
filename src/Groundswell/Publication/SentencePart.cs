namespace Groundswell.Publication;

/// <summary>A piece of a sentence.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Time">The time that it writes; null where it writes none.</param>
public readonly record struct SentencePart(string Text, DateTimeOffset? Time);
