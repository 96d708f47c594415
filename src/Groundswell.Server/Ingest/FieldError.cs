namespace Groundswell.Server.Ingest;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">Its name as sent; empty for the whole.</param>
/// <param name="Reason">What is wrong and what would be right, as a sentence.</param>
internal sealed record FieldError(string Field, string Reason);
