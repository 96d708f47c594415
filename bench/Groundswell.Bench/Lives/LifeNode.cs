namespace Groundswell.Bench.Lives;

/// <summary>A component or a service of a world, by its index.</summary>
internal readonly record struct LifeNode(bool IsService, int Index)
{
    public static LifeNode Component(int index) => new(false, index);

    public static LifeNode Service(int index) => new(true, index);
}
