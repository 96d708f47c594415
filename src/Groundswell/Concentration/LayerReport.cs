namespace Groundswell.Concentration;

/// <summary>Concentration of one layer of a catalogue.</summary>
/// <param name="Suppliers">Who supplies whom.</param>
/// <param name="Used">Figures of direct use.</param>
/// <param name="Critical">Figures of direct critical use.</param>
/// <param name="CriticalInAll">Figures of critical use with what lies in between.</param>
public sealed record LayerReport(CatalogueSuppliers Suppliers, SupplierFigures Used, SupplierFigures Critical, SupplierFigures CriticalInAll)
{
    public Layer Layer => Suppliers.Layer;
}
