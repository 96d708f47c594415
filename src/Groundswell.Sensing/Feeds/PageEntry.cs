using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds;

/// <summary>What a page says of one of its components, within one incident or without any.</summary>
public sealed record PageEntry
{
    /// <summary>The page's own name of what is affected; the page's own name where it says no more.</summary>
    public required string Component { get; init; }

    /// <summary>The page's id of it, stable where its name is not; may be empty.</summary>
    public string Key { get; init; } = "";

    /// <summary>The group that the page shows it in, without which names repeat; may be empty.</summary>
    public string Group { get; init; } = "";

    /// <summary>The product without its region, as in <c>dynamodb</c> of <c>dynamodb-us-east-1</c>; may be empty.</summary>
    public string Product { get; init; } = "";

    /// <summary>The page's own names of regions; empty where it names none.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    public required NoticeState State { get; init; }

    /// <summary>When the page first said so, by itself; null where it tells no time, or one that cannot be.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    public DateTimeOffset? RevisedAt { get; init; }

    /// <summary>The page's key of the incident; empty where it only states a component's condition.</summary>
    public string Incident { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>The page says that the incident is over.</summary>
    public bool Resolved { get; init; }

    /// <summary>Plain text of the latest update.</summary>
    public string Text { get; init; } = "";

    public Uri? Link { get; init; }

    public bool IsOpen => !Resolved && State != NoticeState.Operational;

    /// <summary>All that a rule of the catalogue may name it by, most exact first.</summary>
    public IReadOnlyList<string> Names =>
        [.. new[] { Group.Length > 0 ? $"{Group}/{Component}" : "", Component, Key, Product, Title }.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The title and the text, as one.</summary>
    public string Words
    {
        get
        {
            var words = Title.Length == 0 || Text.StartsWith(Title, StringComparison.Ordinal) ? Text
                : Text.Length == 0 ? Title
                : $"{Title}: {Text}";
            return words.Length <= Notice.TextLength ? words : $"{words.AsSpan(0, Notice.TextLength - 1).TrimEnd()}…";
        }
    }
}
