using Groundswell.Publication;

namespace Groundswell.Server.Pages.Words;

/// <summary>The verdict as people read it. A shape and a word always stand beside the colour.</summary>
internal static class VerdictWords
{
    public static string Short(Verdict verdict) => verdict switch
    {
        Verdict.Up => "OK",
        Verdict.Suspect => "above usual",
        Verdict.Down => "down",
        Verdict.Recovering => "recovering",
        Verdict.Busy => "busy",
        Verdict.AtRisk => "at risk",
        Verdict.Declared => "declared",
        _ => "no data",
    };

    public static string Long(Verdict verdict) => verdict switch
    {
        Verdict.Up => "No problems seen",
        Verdict.Suspect => "Possible problems",
        Verdict.Down => "Down",
        Verdict.Recovering => "Recovering",
        Verdict.Busy => "Busy, not down",
        Verdict.AtRisk => "At risk",
        Verdict.Declared => "Problems declared by its supplier",
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
        Verdict.AtRisk => "k",
        Verdict.Declared => "x",
        _ => "n",
    };
}
