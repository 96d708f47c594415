namespace Groundswell.Catalogue.Probing;

/// <summary>How a text is compared.</summary>
public enum TextMatch
{
    Contains,

    /// <summary>Does not contain.</summary>
    Lacks,
    Equals,

    /// <summary>A regular expression.</summary>
    Matches,
}
