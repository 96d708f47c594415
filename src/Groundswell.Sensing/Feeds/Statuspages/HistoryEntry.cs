using System.Text.RegularExpressions;
using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Sensing.Feeds.Syndication;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>One entry of a history feed, and what it says of its incident.</summary>
internal sealed partial class HistoryEntry
{
    private static readonly string[] Over = ["resolved", "completed", "postmortem", "cancelled", "canceled"];
    private static readonly string[] Planned = ["scheduled", "inprogress", "verifying", "completed"];
    private static readonly string[] Opening = ["investigating", "identified", "monitoring"];

    private readonly SyndicationItem _item;
    private readonly IReadOnlyList<HistoryUpdate> _updates;

    public HistoryEntry(SyndicationItem item)
    {
        _item = item;
        _updates = HistoryUpdates.Of(item.Html, item.Updated ?? item.Published);
    }

    public bool IsPlanned => _updates.Any(u => Planned.Contains(u.Status)) || _item.Html.Contains("THIS IS A SCHEDULED EVENT", StringComparison.Ordinal);

    public DateTimeOffset? Newest => _updates.Select(u => u.At).Max() ?? _item.Updated ?? _item.Published;

    /// <param name="page">The page's name, for what names no component.</param>
    /// <param name="clock">What time it is; null where nothing tells.</param>
    public IEnumerable<PageEntry> Entries(string page, DateTimeOffset? clock)
    {
        if (State(clock) is not { } state)
        {
            return [];
        }

        var whole = new PageEntry
        {
            Component = page,
            State = state,
            Incident = _item.Id,
            Title = _item.Title,
            PostedAt = _updates.Select(u => u.At).Min() ?? _item.Published,
            RevisedAt = Newest,
            Resolved = state == NoticeState.Operational,
            Text = PlainText.Of(_updates.Count > 0 ? _updates[0].Text : _item.Html, Notice.TextLength),
            Link = _item.Link,
        };
        var parts = HistoryUpdates.Components(_item.Html);
        return parts.Count == 0 ? [whole] : parts.Select(p => whole with
        {
            Component = p.Name,
            State = whole.Resolved || state == NoticeState.Maintenance ? state : StateWords.Of(p.State) is var own && StateWords.IsTrouble(own) ? own : NoticeState.Degraded,
        });
    }

    /// <returns>Null for what is only announced, or was left behind.</returns>
    private NoticeState? State(DateTimeOffset? clock)
    {
        if (_updates.Count == 0)
        {
            return Unmarked(clock);
        }

        var newest = _updates[0].Status;
        if (Over.Contains(newest))
        {
            return NoticeState.Operational;
        }

        if (_updates.FirstOrDefault(u => Over.Contains(u.Status)) is { } end && !IsReopened(end, clock))
        {
            return NoticeState.Operational;
        }

        return newest == "scheduled" || (IsPlanned && newest == "update" && !_updates.Any(u => u.Status is "inprogress" or "verifying")) ? null
            : IsPlanned ? NoticeState.Maintenance
            : clock - Newest > HistoryFeed.Forgotten ? null
            : NoticeState.Degraded;
    }

    private bool IsReopened(HistoryUpdate end, DateTimeOffset? clock) =>
        _updates.FirstOrDefault(u => Opening.Contains(u.Status)) is { At: { } again }
        && again > end.At
        && clock - again <= HistoryFeed.Reopened;

    private NoticeState? Unmarked(DateTimeOffset? clock) =>
        SaysOver().IsMatch(_item.Title) || SaysOver().IsMatch(PlainText.Of(_item.Html, 400)) ? NoticeState.Operational
        : SaysPlanned().IsMatch(_item.Title) || IsPlanned ? null
        : clock - Newest > HistoryFeed.ForgottenUnmarked || Newest > clock ? null
        : NoticeState.Degraded;

    [GeneratedRegex(@"\[resolved\]|^resolved\b|\bresolved:|\b(is|been|are|now|fully) (now |fully |been )*(resolved|fixed|mitigated|restored)\b|operating normally|\b(has|have) recovered\b|\[completed\]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SaysOver();

    [GeneratedRegex(@"\b(scheduled|planned|upcoming)\b.*\b(maintenance|upgrade|work)\b|^maintenance\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SaysPlanned();
}
