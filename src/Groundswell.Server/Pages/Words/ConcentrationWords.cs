using System.Globalization;
using Groundswell.Concentration;

namespace Groundswell.Server.Pages.Words;

/// <summary>Concentration as people read it.</summary>
internal static class ConcentrationWords
{
    public static string Of(Layer layer) => layer switch
    {
        Layer.Hosting => "Hosting",
        Layer.Dns => "DNS",
        Layer.Cdn => "Content delivery",
        Layer.Certificates => "Certificates",
        Layer.Identity => "Sign-in",
        Layer.Payment => "Payment",
        _ => "Other",
    };

    public static string Of(ConcentrationBand band) => band switch
    {
        ConcentrationBand.High => "high",
        ConcentrationBand.Moderate => "moderate",
        ConcentrationBand.Unconcentrated => "low",
        _ => "",
    };

    public static string Percent(double share) => double.IsFinite(share) ? Math.Round(100 * share).ToString(CultureInfo.InvariantCulture) + " %" : "–";

    public static string Number(double value) => double.IsFinite(value) ? value.ToString("#,0", CultureInfo.InvariantCulture) : "–";

    /// <summary>A heading for what falls in one step, counted from what was switched off.</summary>
    public static string Wave(int wave) => wave switch
    {
        1 => "First to fail",
        2 => "Then",
        3 => "After that",
        _ => $"Later, in step {Amounts.Text(wave)}",
    };
}
