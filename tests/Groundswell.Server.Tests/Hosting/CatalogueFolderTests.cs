using Groundswell.Catalogue;
using Groundswell.Server.Hosting;

namespace Groundswell.Server.Tests.Hosting;

public sealed class CatalogueFolderTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly CatalogueFolder _folder;

    public CatalogueFolderTests() => _folder = new CatalogueFolder(_disk.Path);

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Yaml_in_subfolders_is_read_and_other_files_are_not()
    {
        _disk.Write("symptoms.yaml", "symptoms: { app: App }");
        _disk.Write("deep/er/symptoms.yml", "symptoms: { login: Login }");
        _disk.Write("README.md", "not: [yaml");
        _disk.Write(".hidden/old.yaml", "symptoms: { app: App }");

        var catalogue = Assert.IsType<CatalogueReadResult.Valid>(_folder.Read()).Catalogue;

        Assert.Equal(["app", "login"], catalogue.Symptoms.Keys.Select(s => s.ToString()).Order());
    }

    [Fact]
    public void An_error_names_the_file_as_it_lies_on_disk()
    {
        _disk.Write("a.yaml", "\nsymptoms: []");

        var error = Assert.Single(Assert.IsType<CatalogueReadResult.Broken>(_folder.Read()).Errors);

        Assert.Equal($"{_disk.File("a.yaml")}:2:11: symptoms: must be a mapping from id to entry.", error.ToString());
    }

    [Fact]
    public void What_is_not_UTF_8_or_too_large_is_an_error_beside_those_of_the_other_files()
    {
        File.WriteAllBytes(_disk.File("latin.yaml"), [0x73, 0xE9]);
        File.WriteAllBytes(_disk.File("large.yaml"), new byte[CatalogueLimits.FileLength + 1]);
        _disk.Write("wrong.yaml", "wrong: 1");

        var reasons = Assert.IsType<CatalogueReadResult.Broken>(_folder.Read()).Errors.Select(e => e.Reason).ToList();

        Assert.Contains("is not UTF-8.", reasons);
        Assert.Contains(reasons, r => r.StartsWith("is larger than", StringComparison.Ordinal));
        Assert.Contains(reasons, r => r.StartsWith("is not a field known here", StringComparison.Ordinal));
    }

    [Fact]
    public void A_byte_order_mark_is_no_text()
    {
        File.WriteAllBytes(_disk.File("a.yaml"), [0xEF, 0xBB, 0xBF, .. "symptoms: { app: App }"u8]);

        Assert.IsType<CatalogueReadResult.Valid>(_folder.Read());
    }

    [Fact]
    public void A_missing_directory_is_told_by_an_exception() =>
        Assert.Throws<DirectoryNotFoundException>(() => new CatalogueFolder(_disk.File("nowhere")).Read());

    [Fact]
    public void The_stamp_sees_that_a_link_points_elsewhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        _disk.Write(".old/a.yaml", "symptoms: { app: App }");
        _disk.Write(".new/a.yaml", "symptoms: { app: Ape }");
        File.SetLastWriteTimeUtc(_disk.File(".old/a.yaml"), DateTime.UnixEpoch);
        Directory.CreateSymbolicLink(_disk.File(".current"), ".old");
        File.CreateSymbolicLink(_disk.File("a.yaml"), ".current/a.yaml");
        var before = _folder.Stamp();

        Directory.Delete(_disk.File(".current"));
        Directory.CreateSymbolicLink(_disk.File(".current"), ".new");

        var catalogue = Assert.IsType<CatalogueReadResult.Valid>(_folder.Read()).Catalogue;
        Assert.Equal("Ape", catalogue.Symptoms[SymptomId.Parse("app")].Label);
        Assert.NotEqual(before, _folder.Stamp());
    }
}
