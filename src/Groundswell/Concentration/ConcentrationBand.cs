namespace Groundswell.Concentration;

/// <summary>What a market's index is called (U.S. Department of Justice and Federal Trade Commission, Merger Guidelines, 2023, guideline 1).</summary>
public enum ConcentrationBand
{
    /// <summary>Nobody supplies anybody.</summary>
    None,

    /// <summary>Up to 1,000.</summary>
    Unconcentrated,

    /// <summary>Above 1,000, to 1,800.</summary>
    Moderate,

    /// <summary>Above 1,800.</summary>
    High,
}
