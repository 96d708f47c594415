using Groundswell.Publication;

namespace Groundswell.Server.Pages.Words;

/// <summary>The verdict as people read it. A shape and a word always stand beside the colour.</summary>
internal static class VerdictWords
{
    public static string Short(Verdict verdict) => verdict switch
    {
        Verdict.Up => "as usual",
        Verdict.Suspect => "above usual",
        Verdict.Down => "trouble",
        Verdict.Recovering => "recovering",
        Verdict.Busy => "busy",
        _ => "not known",
    };

    public static string Long(Verdict verdict) => verdict switch
    {
        Verdict.Up => "No trouble seen",
        Verdict.Suspect => "Possible trouble",
        Verdict.Down => "Users have trouble",
        Verdict.Recovering => "Recovering",
        Verdict.Busy => "Busy, not down",
        _ => "Not known",
    };

    /// <summary>Class of the style sheet: one letter, for a home page has it hundreds of times.</summary>
    public static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Up => "u",
        Verdict.Suspect => "s",
        Verdict.Down => "d",
        Verdict.Recovering => "r",
        Verdict.Busy => "y",
        _ => "n",
    };
}
