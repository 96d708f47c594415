using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds;

/// <summary>What a page says of itself as a whole, beside what it says of its parts.</summary>
internal static class PageSummary
{
    /// <summary>The whole is reported only where it is worse than all the rest; a word that is not known, where nothing else is reported.</summary>
    /// <param name="entries">Of the parts.</param>
    /// <param name="whole">The page as a whole.</param>
    /// <param name="explained">The worst that the page's open incidents are said to be, though their parts may be better by now.</param>
    public static IReadOnlyList<PageEntry> With(IReadOnlyList<PageEntry> entries, PageEntry whole, NoticeState explained = NoticeState.Unknown)
    {
        var open = entries.Where(e => e.IsOpen).Select(e => e.State).ToList();
        var isNews = whole.State == NoticeState.Unknown ? open.Count == 0
            : whole.State != NoticeState.Operational && whole.State > explained && open.TrueForAll(state => whole.State > state);
        return isNews ? [.. entries, whole] : entries;
    }

    /// <summary>
    /// What an incident is for those of its parts that are not themselves in trouble: as bad as it is said to be, but no worse than the
    /// parts that the page itself calls worse.
    /// </summary>
    public static NoticeState Beside(IEnumerable<NoticeState> parts, NoticeState incident)
    {
        var troubled = parts.Where(StateWords.IsTrouble).DefaultIfEmpty(incident).Min();
        return StateWords.IsTrouble(incident) && troubled < incident ? troubled : incident;
    }
}
