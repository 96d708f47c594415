using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>The entries of a feed that are of one incident, newest first. The newest word on it counts.</summary>
/// <param name="key">What they have in common.</param>
/// <param name="entries">At least one.</param>
/// <param name="clock">What time it is; null where nothing says.</param>
internal sealed class HistoryThread(string key, IReadOnlyList<HistoryEntry> entries, DateTimeOffset? clock)
{
    /// <summary>Clocks differ by so much; what is dated ahead by less is of now.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>What is dated ahead by less may be of now, in a zone that the date does not say.</summary>
    private static readonly TimeSpan WidestZone = TimeSpan.FromHours(14);

    private HistoryEntry Newest => entries[0];

    public IReadOnlyList<HistoryEntry> Entries => entries;

    public bool IsPlanned => Newest.IsPlanned;

    public DateTimeOffset? At { get; } = entries[0].At(clock);

    public HistoryWord Word { get; } = entries[0].Word(clock);

    /// <summary>Nothing shows that what it says is still so: it is too old, or no date can be made out.</summary>
    private bool IsLeftBehind =>
        Word == HistoryWord.Open && (At is not { } at || clock is not { } now || now - at > (Newest.IsMarked ? HistoryFeed.Forgotten : HistoryFeed.ForgottenUnmarked));

    /// <param name="page">The page's name, for what names no component.</param>
    /// <param name="isLastWord">Nothing newer is in the feed: where it is left behind, how things are now is not known.</param>
    public IEnumerable<PageEntry> Told(string page, bool isLastWord)
    {
        if (State(isLastWord) is not { } state)
        {
            return [];
        }

        var whole = new PageEntry
        {
            Component = page,
            State = state,
            Incident = key,
            Title = Newest.Item.Title,
            PostedAt = Began().Oldest,
            RevisedAt = Newest.Newest,
            Resolved = state == NoticeState.Operational,
            Text = Newest.Latest,
            Link = Newest.Item.Link,
        };
        var parts = HistoryUpdates.Components(Newest.Item.Html);
        return parts.Count == 0 ? [whole] : parts.Select(p => whole with
        {
            Component = p.Name,
            State = state != NoticeState.Degraded ? state : StateWords.Of(p.State) is var own && StateWords.IsTrouble(own) ? own : NoticeState.Degraded,
        });
    }

    /// <summary>Back from the newest, to where an earlier trouble of the same name ended.</summary>
    private HistoryEntry Began()
    {
        var at = 0;
        while (at + 1 < entries.Count && entries[at + 1].Word(clock) != HistoryWord.Over)
        {
            at++;
        }

        return entries[at];
    }

    private NoticeState? State(bool isLastWord)
    {
        switch (Word)
        {
            case HistoryWord.Over:
                return NoticeState.Operational;
            case HistoryWord.Announced:
                return null;
            case HistoryWord.AtWork:
                return Newest.IsMarked || clock - At <= HistoryFeed.ForgottenUnmarked ? NoticeState.Maintenance : null;
            case HistoryWord.Open:
            default:
                break;
        }

        if (IsLeftBehind)
        {
            return isLastWord ? NoticeState.Unknown : null;
        }

        if (!Newest.IsMarked && At - clock is { } ahead && ahead > Skew && !(Newest.IsOfTrouble && ahead <= WidestZone))
        {
            return null;
        }

        return Newest.Text.Severity is { } severity && StateWords.IsTrouble(severity) && !Newest.IsWatched ? severity : NoticeState.Degraded;
    }
}
