using Groundswell.Catalogue;

namespace Groundswell.Signals;

/// <summary>What a supplier's own page says of one component at one time.</summary>
public sealed record Notice
{
    /// <summary>Characters of <see cref="Text"/> that are kept.</summary>
    public const int TextLength = 2_000;

    /// <summary>Slug of the provider whose page it is.</summary>
    public required string Provider { get; init; }

    /// <summary>The page that says so; null where no page was read, as in a replay.</summary>
    public Uri? Feed { get; init; }

    /// <summary>The page's own name for what is affected, as in <c>Amazon DynamoDB (N. Virginia)</c>.</summary>
    public required string Named { get; init; }

    /// <summary>What the catalogue's rules make of <see cref="Named"/>, or null where no rule fits: then the operator is shown it.</summary>
    public ComponentId? Component { get; init; }

    public required NoticeState State { get; init; }

    /// <summary>When the supplier first posted about this incident, by its own page.</summary>
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>When it was last changed, by its own page.</summary>
    public required DateTimeOffset RevisedAt { get; init; }

    /// <summary>When we first saw it in this form.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>The page's key for the incident, stable over revisions; empty where the page only states a component's condition.</summary>
    public string Incident { get; init; } = string.Empty;

    /// <summary>The supplier says that this incident is over.</summary>
    public bool Resolved { get; init; }

    /// <summary>Plain text, of the latest update, up to <see cref="TextLength"/> characters.</summary>
    public string Text { get; init; } = string.Empty;

    public Uri? Link { get; init; }
}
