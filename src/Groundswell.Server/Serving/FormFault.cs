namespace Groundswell.Server.Serving;

/// <summary>What is wrong with one field of a form.</summary>
/// <param name="Field">The field's name as sent: symptom, region or comment; empty for the whole.</param>
/// <param name="Reason">What is wrong and what would be right, as a sentence.</param>
public sealed record FormFault(string Field, string Reason);
