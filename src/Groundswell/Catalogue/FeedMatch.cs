namespace Groundswell.Catalogue;

/// <summary>How a rule compares its pattern with a page's name.</summary>
public enum FeedMatch
{
    /// <summary>The whole name; case does not count.</summary>
    Exact,

    /// <summary>The beginning of the name; case does not count.</summary>
    Prefix,

    /// <summary>A regular expression, anywhere in the name, without backtracking: no pattern can be slow.</summary>
    Regex,
}
