namespace Groundswell.Concentration;

/// <summary>One pick of a smallest set.</summary>
/// <param name="Supplier">Number of the supplier that was picked.</param>
/// <param name="Added">Entities that this pick adds to those before it.</param>
/// <param name="Covered">Entities covered by this pick and all before it, each once.</param>
public readonly record struct CoverStep(int Supplier, int Added, int Covered);
