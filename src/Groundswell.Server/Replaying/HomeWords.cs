using Groundswell.Publication;
using Groundswell.Server.Pages;

namespace Groundswell.Server.Replaying;

/// <summary>What the head of the home page says, as text.</summary>
internal static class HomeWords
{
    public static string Of(PublicSnapshot snapshot)
    {
        var content = new HomeContent(snapshot, HomeQuery.Everything);
        var blind = snapshot.Sensing.UplinkLostSince is null ? "" : $" This node cannot see out. {snapshot.Sensing.Reason}";
        var quiet = snapshot.QuietIntake is { } intake ? $" {intake.Sentence(snapshot.At)}" : "";
        return $"{content.Headline}. {content.Detail}{blind}{quiet}";
    }
}
