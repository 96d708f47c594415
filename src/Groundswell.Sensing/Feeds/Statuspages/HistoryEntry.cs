using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Sensing.Feeds.Syndication;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>One entry of a feed, and what it says of its incident: by the marks of its text, or where it has none by its words.</summary>
internal sealed class HistoryEntry
{
    private const int WordsLooked = 4_000;

    private static readonly string[] Planned = ["scheduled", "inprogress", "verifying", "completed"];
    private static readonly string[] Opening = ["investigating", "identified", "monitoring"];

    private readonly IReadOnlyList<HistoryUpdate> _updates;
    private readonly string _words;

    /// <param name="item">The entry.</param>
    /// <param name="near">About when, where the entry has no date: for times that leave out the year.</param>
    public HistoryEntry(SyndicationItem item, DateTimeOffset? near)
    {
        Item = item;
        Text = HistoryUpdates.Of(item.Html, item.Updated ?? item.Published ?? near);
        _updates = Text.Updates;
        _words = string.Join('\n', PlainText.Lines(item.Html.Length > 16 * WordsLooked ? item.Html[..(16 * WordsLooked)] : item.Html));
        _words = _words.Length > WordsLooked ? _words[..WordsLooked] : _words;
        IsPlanned = IsMarked
            ? IsMarkedPlanned
            : !PlannedWords.IsUnplanned(item.Title) && Marks.Any(PlannedWords.IsKind) || PlannedWords.IsPlanned(item.Title, _words) || IsScheduledEvent;
    }

    public SyndicationItem Item { get; }

    public HistoryText Text { get; }

    public bool IsMarked => _updates.Count > 0;

    public bool IsPlanned { get; }

    public DateTimeOffset? Oldest => _updates.Select(u => u.At).Min() ?? Item.Published;

    public DateTimeOffset? Newest => _updates.Select(u => u.At).Max() ?? Item.Updated ?? Item.Published;

    /// <summary>Plain text of the latest update.</summary>
    public string Latest => PlainText.Of(IsMarked ? _updates[0].Text : Item.Html, Notice.TextLength);

    /// <summary>Watched after a repair: not as bad any more as it was.</summary>
    public bool IsWatched => IsMarked && _updates[0].Status == "monitoring";

    private IEnumerable<string> Marks => Item.Status is { } status ? Item.Categories.Append(status) : Item.Categories;

    private bool IsScheduledEvent => Item.Html.Contains("THIS IS A SCHEDULED EVENT", StringComparison.Ordinal);

    private bool IsMarkedPlanned => IsScheduledEvent || Text.Severity == NoticeState.Maintenance || _updates.Any(u => Planned.Contains(u.Status) || PlannedWords.IsKind(u.Status));

    /// <summary>As it says itself, or as its words and its address do; null where nothing says.</summary>
    public DateTimeOffset? At(DateTimeOffset? clock) =>
        Newest ?? (clock is { } now ? TextDates.Latest($"{Item.Title}\n{_words}\n{Item.Link}", now) : null);

    public HistoryWord Word(DateTimeOffset? clock) => IsMarked ? Marked(clock) : IsPlanned ? PlannedWord(clock)
        : Marks.Any(EndWords.IsState) || EndWords.InTitle(Item.Title) || (!EndWords.SaysItGoesOn(Item.Title) && EndWords.InText(_words)) ? HistoryWord.Over
        : HistoryWord.Open;

    /// <summary>Dated ahead and of trouble: what is there is there now, and its date is of another zone. Anything else ahead is announced.</summary>
    public bool IsOfTrouble => PlannedWords.IsTrouble(Item.Title);

    private HistoryWord Marked(DateTimeOffset? clock)
    {
        var newest = _updates[0];
        if (HistoryText.IsOver(Text.Header) || HistoryText.IsOver(newest.Status)
            || (_updates.FirstOrDefault(u => HistoryText.IsOver(u.Status)) is { } end && !IsReopened(end, clock)))
        {
            return HistoryWord.Over;
        }

        if (!IsPlanned)
        {
            return newest.Status == "update" && EndWords.InText(newest.Text) ? HistoryWord.Over : HistoryWord.Open;
        }

        var hasBegun = _updates.Any(u => u.Status is "inprogress" or "verifying" or "undermaintenance" or "maintenanceinprogress");
        return newest.Status is "scheduled" or "planned" or "upcoming" or "notstartedyet" or "maintenancescheduled" ? HistoryWord.Announced
            : newest.Status != "update" ? HistoryWord.AtWork
            : PlannedWords.IsOver(newest.Text) ? HistoryWord.Over
            : hasBegun ? HistoryWord.AtWork : HistoryWord.Announced;
    }

    private HistoryWord PlannedWord(DateTimeOffset? clock)
    {
        if (Marks.Any(EndWords.IsState) || PlannedWords.IsOver(Item.Title) || EndWords.InTitle(Item.Title) || PlannedWords.IsOver(_words))
        {
            return HistoryWord.Over;
        }

        return (PlannedWords.IsGoingOn(Item.Title) || PlannedWords.IsGoingOn(_words)) && !(clock is { } now && TextDates.IsOfOtherDays(_words, now))
            ? HistoryWord.AtWork
            : HistoryWord.Announced;
    }

    private bool IsReopened(HistoryUpdate end, DateTimeOffset? clock) =>
        _updates.FirstOrDefault(u => Opening.Contains(u.Status)) is { At: { } again }
        && again > end.At
        && clock - again <= HistoryFeed.Reopened;
}
