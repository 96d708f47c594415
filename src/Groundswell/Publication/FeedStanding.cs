namespace Groundswell.Publication;

/// <summary>How the reading of one supplier's page stands.</summary>
/// <param name="Provider">Slug of the provider.</param>
/// <param name="Url">Where the page is.</param>
/// <param name="ReadAt">When it was last read; null where it never was.</param>
/// <param name="Failure">Why it cannot be read; null where it can. What cannot be read says nothing, neither good nor bad.</param>
/// <param name="Unmapped">Names on the page that no rule of the catalogue fits.</param>
public sealed record FeedStanding(string Provider, Uri Url, DateTimeOffset? ReadAt, string? Failure, IReadOnlyList<string> Unmapped);
