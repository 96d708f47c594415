namespace Groundswell.Storage;

/// <summary>Numbers for names, given once and never again to another name.</summary>
public interface INames
{
    /// <summary>The numbers of the names, in their order; new names get the next free numbers, durably.</summary>
    ValueTask<IReadOnlyList<int>> NumberAsync(NameKind kind, IReadOnlyList<string> names, CancellationToken cancellationToken);
}
