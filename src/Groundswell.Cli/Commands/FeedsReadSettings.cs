using Groundswell.Catalogue;

namespace Groundswell.Cli.Commands;

/// <summary>What <c>feeds read</c> was asked for.</summary>
internal sealed record FeedsReadSettings
{
    /// <summary>A file, an address, or <c>-</c>.</summary>
    public required string Source { get; init; }

    public FeedKind? Kind { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Where a file came from.</summary>
    public Uri? From { get; init; }

    /// <summary>When a file was fetched; null: what it says itself.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whose rules map the page's names; null: none.</summary>
    public string? Provider { get; init; }

    public string? Catalogue { get; init; }

    public bool AllowPrivate { get; init; }

    public bool Json { get; init; }
}
