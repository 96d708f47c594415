using Groundswell.Concentration;

namespace Groundswell.Cli.Concentrating;

/// <summary>One row of an overview.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Reading">What a pair means: used, critical; empty where the file alone knows.</param>
/// <param name="Table">Who supplies whom.</param>
internal sealed record SupplyLayer(string Layer, string Reading, SupplierTable Table)
{
    public SupplierFigures Figures { get; } = SupplierFigures.Of(Table);
}
