using System.Text;
using Groundswell.Catalogue;

namespace Groundswell;

/// <summary>Which shard owns a service. The same on every node and in every version: stored marks depend on it.</summary>
public static class Placement
{
    public const int Shards = 256;

    /// <summary>FNV-1a (Fowler, Noll, Vo), 32 bits, of the slug, folded to the number of shards.</summary>
    public static int ShardOf(ServiceId service)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.ASCII.GetBytes(service.ToString()))
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (int)((hash ^ (hash >> 16)) % Shards);
    }
}
