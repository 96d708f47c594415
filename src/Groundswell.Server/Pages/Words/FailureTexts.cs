using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell.Server.Pages.Words;

/// <summary>What probes and suppliers say as people read it.</summary>
internal static class FailureTexts
{
    public static string Short(FailureClass failure) => failure.Phrase();

    public static string Of(ProbeState state) => state switch
    {
        ProbeState.Up => "answers",
        ProbeState.Degraded => "answers in part",
        ProbeState.Down => "fails",
        _ => "not known",
    };

    public static string Of(NoticeState state) => VerdictSentence.Word(state);
}
