namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>One update inside an entry of a history feed.</summary>
/// <param name="Status">Letters only, in lower case: <c>investigating</c>, <c>inprogress</c>; empty where the entry marks none.</param>
/// <param name="At">As the text says, with the year of the entry; null where it says no time.</param>
/// <param name="Text">Its words.</param>
internal sealed record HistoryUpdate(string Status, DateTimeOffset? At, string Text);
