using Groundswell.Server.Sqlite;

namespace Groundswell.Server.Tests.Store;

/// <summary>What may befall a file, by name.</summary>
internal static class StoreDamage
{
    public static readonly IReadOnlyDictionary<string, Action<string>> OfFiles = new Dictionary<string, Action<string>>
    {
        ["deleted"] = Delete,
        ["emptied"] = path => File.WriteAllBytes(path, []),
        ["cut in half"] = path => Cut(path, 0.5),
        ["cut to a page and a bit"] = path => Resize(path, 4500),
        ["its first bytes flipped"] = path => Flip(path, 3),
        ["its first page flipped"] = path => Flip(path, 105, 107, 300),
        ["a page in the middle wiped"] = path => Wipe(path, 0.5),
        ["its last page wiped"] = path => Wipe(path, 0.999),
        ["a bit flipped in each page but the first"] = path => FlipEachPage(path, 4000),
        ["a bit flipped in the first row of each page but the first"] = path => FlipEachPage(path, 4093),
        ["a text"] = path => File.WriteAllText(path, "This is no database.\n"),
        ["another program's database"] = MakeForeign,
        ["of a newer version"] = path => Alter(path, "PRAGMA user_version=99"),
        ["a copy of another of the store"] = path =>
        {
            Delete(path);
            var other = Path.GetFileName(path) == "journal-2025-10-20.db" ? "journal-2025-10-19.db" : "journal-2025-10-20.db";
            File.Copy(Path.Combine(Path.GetDirectoryName(path)!, path.EndsWith("groundswell.db", StringComparison.Ordinal) ? "journal" : "", other), path);
        },
        ["a folder"] = path =>
        {
            Delete(path);
            Directory.CreateDirectory(path);
        },
    };

    public static readonly IReadOnlyDictionary<string, Action<string>> OfLogs = new Dictionary<string, Action<string>>
    {
        ["lost"] = File.Delete,
        ["emptied"] = path => File.WriteAllBytes(path, []),
        ["cut in half"] = path => Cut(path, 0.5),
        ["a bit flipped"] = path => Flip(path, (int)(new FileInfo(path).Length / 2)),
        ["its head flipped"] = path => Flip(path, 20),
        ["a text"] = path => File.WriteAllText(path, "This is no log.\n"),
    };

    public static void Flip(string path, params int[] places)
    {
        var bytes = File.ReadAllBytes(path);
        foreach (var place in places.Where(place => place < bytes.Length))
        {
            bytes[place] ^= 0x10;
        }

        File.WriteAllBytes(path, bytes);
    }

    private static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(path + "-wal");
    }

    private static void Cut(string path, double share) => Resize(path, (long)(new FileInfo(path).Length * share));

    private static void Resize(string path, long length)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(Math.Min(file.Length, length));
    }

    private static void Wipe(string path, double place)
    {
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan((int)(bytes.Length / 4096 * place) * 4096, 4096).Fill(0xA5);
        File.WriteAllBytes(path, bytes);
    }

    private static void FlipEachPage(string path, int place)
    {
        var bytes = File.ReadAllBytes(path);
        for (var page = 4096; page + 4096 <= bytes.Length; page += 4096)
        {
            bytes[page + place] ^= 0x10; // rows lie at the end of a page
        }

        File.WriteAllBytes(path, bytes);
    }

    private static void MakeForeign(string path)
    {
        Delete(path);
        Alter(path, "CREATE TABLE cookies(host TEXT, value TEXT); INSERT INTO cookies VALUES('a', 'b');");
    }

    private static void Alter(string path, string sql)
    {
        // Under another name, which no rule of ours is for.
        var other = path + ".other";
        if (File.Exists(path))
        {
            File.Move(path, other);
        }

        using (var file = SqliteFile.Open(other, ""))
        {
            file.Execute(sql);
        }

        File.Delete(path + "-wal");
        File.Move(other, path);
    }
}
