using System.Collections.Frozen;
using System.Text.Json;

namespace Groundswell.Server.Pages;

/// <summary>What the front end's build made, carried inside the assembly: the executable needs no folder beside it.</summary>
internal sealed class AssetFiles
{
    private const string Prefix = "assets/";

    private readonly FrozenDictionary<string, AssetFile> _files;

    public AssetFiles()
    {
        var assembly = typeof(AssetFiles).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToHashSet();
        _files = names
            .Where(n => !n.EndsWith(".br", StringComparison.Ordinal) && !n.EndsWith(".gz", StringComparison.Ordinal))
            .ToFrozenDictionary(n => n[Prefix.Length..], n => new AssetFile(Read(n)!, Read($"{n}.gz"), Read($"{n}.br"), AssetFile.TypeOf(n)));
        using var index = JsonDocument.Parse(Read($"{Prefix}index.json") ?? throw new InvalidOperationException("The assembly was built without its front end."));
        Names = new AssetNames(Address(index, "app.css"), Address(index, "app.js"));

        byte[]? Read(string name)
        {
            if (!names.Contains(name))
            {
                return null;
            }

            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    public AssetNames Names { get; }

    public AssetFile? Find(string name) => _files.GetValueOrDefault(name);

    private static string Address(JsonDocument index, string name) => $"/assets/{index.RootElement.GetProperty(name).GetString()}";
}
