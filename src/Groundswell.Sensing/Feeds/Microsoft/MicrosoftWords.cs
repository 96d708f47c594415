using Groundswell.Sensing.Feeds.Reading;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Microsoft;

/// <summary>The words of Microsoft 365's service health.</summary>
internal static class MicrosoftWords
{
    public static NoticeState State(string word) => StateWords.Letters(word) switch
    {
        "available" or "operational" or "serviceoperational" or "servicerestored" or "restored" or "resolved"
            or "falsepositive" or "postincidentreviewpublished" or "postincidentreportpublished" or "normal" or "normalservice" => NoticeState.Operational,
        "serviceinterruption" or "interruption" or "unavailable" => NoticeState.MajorOutage,
        "servicedegradation" or "degradation" or "advisory" or "investigation" or "investigating" or "restoringservice" or "verifyingservice"
            or "extendedrecovery" or "serviceextendedrecovery" or "investigationsuspended" or "mitigated" or "confirmed" or "reported" => NoticeState.Degraded,
        _ => StateWords.Of(word),
    };
}
