using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>Which layer a component belongs to, by its kind (docs/concentration.md).</summary>
public static class Layers
{
    public static IReadOnlyList<Layer> All { get; } = Enum.GetValues<Layer>();

    public static Layer Of(ComponentKind kind) => kind switch
    {
        ComponentKind.Dns => Layer.Dns,
        ComponentKind.Cdn => Layer.Cdn,
        ComponentKind.Certificates => Layer.Certificates,
        ComponentKind.Identity => Layer.Identity,
        ComponentKind.Payment => Layer.Payment,
        ComponentKind.Compute or ComponentKind.Network or ComponentKind.LoadBalancer or ComponentKind.Database
            or ComponentKind.ObjectStorage or ComponentKind.Queue => Layer.Hosting,
        _ => Layer.Other,
    };

    /// <summary>The word that the API and the command line use.</summary>
    public static string Word(Layer layer) => layer switch
    {
        Layer.Hosting => "hosting",
        Layer.Dns => "dns",
        Layer.Cdn => "cdn",
        Layer.Certificates => "certificates",
        Layer.Identity => "identity",
        Layer.Payment => "payment",
        _ => "other",
    };
}
