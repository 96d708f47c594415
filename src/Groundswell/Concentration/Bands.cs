namespace Groundswell.Concentration;

/// <summary>Where the bands of the index end.</summary>
public static class Bands
{
    public const int ModerateAbove = 1_000;

    public const int HighAbove = 1_800;

    public static ConcentrationBand Of(double hhi) => hhi switch
    {
        > HighAbove => ConcentrationBand.High,
        > ModerateAbove => ConcentrationBand.Moderate,
        >= 0 => ConcentrationBand.Unconcentrated,
        _ => ConcentrationBand.None,
    };
}
