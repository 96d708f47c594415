using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>What the text of an entry says in marks.</summary>
/// <param name="Updates">Newest first; empty where the entry marks none.</param>
/// <param name="Header">The status that a heading gives beside the updates; empty where none does.</param>
/// <param name="Severity">How bad it is, as a line of its own says; null where none does.</param>
internal sealed record HistoryText(IReadOnlyList<HistoryUpdate> Updates, string Header, NoticeState? Severity)
{
    /// <summary>Statuses that end an incident or planned work.</summary>
    public static bool IsOver(string status) => Reading.EndWords.IsState(status) || status is "operational" or "mitigated" or "up" or "maintenancecomplete";
}
