using System.Text.RegularExpressions;

namespace Groundswell.Architecture.Tests;

/// <summary>The repository works anywhere: it names no host that packages come from and no folder of a machine.</summary>
public sealed partial class RepositoryTextTests
{
    [Fact]
    public void No_text_names_a_host_that_packages_come_from() => Findings.None(Found(RegistryHost(), f => !f.StartsWith("catalogue/", StringComparison.Ordinal))
        .Select(place => $"{place}: where packages come from is the machine's setting."));

    [Fact]
    public void The_lock_file_of_the_front_end_names_no_addresses() => Findings.None(Found(ResolvedAddress(), f => f.EndsWith("package-lock.json", StringComparison.Ordinal))
        .Select(place => $"{place}: run npm install with the front end's own .npmrc, which leaves addresses out."));

    [Fact]
    public void No_text_names_a_folder_of_one_machine() => Findings.None(Found(MachineFolder(), _ => true)
        .Select(place => $"{place}: no other machine has that folder."));

    [Fact]
    public void No_text_carries_a_secret_key() => Findings.None(Found(SecretKey(), _ => true)
        .Select(place => $"{place}: a private key does not belong into a repository."));

    [Fact]
    public void Texts_are_found() => Assert.Superset(
        new HashSet<string> { "README.md", "Directory.Packages.props", "src/Groundswell.Server/frontend/package-lock.json", "eng/check.sh", ".editorconfig" },
        Repository.TextFiles.ToHashSet());

    private static IEnumerable<string> Found(Regex pattern, Func<string, bool> isMeant) =>
        from path in Repository.TextFiles
        where isMeant(path)
        from line in File.ReadLines(Repository.File(path)).Index()
        where pattern.IsMatch(line.Item)
        select $"{path}:{line.Index + 1}";

    // Written so that this file does not match itself. The catalogue may name such hosts: they are services that people use.
    [GeneratedRegex(@"api\.nu[g]et\.org|nu[g]et\.org/api|registry\.n[p]mjs|registry\.y[a]rnpkg|np[m]mirror|globalcdn\.nu[g]et")]
    private static partial Regex RegistryHost();

    [GeneratedRegex("\"resolved\"\\s*:\\s*\"(?:https?|git|file)")]
    private static partial Regex ResolvedAddress();

    [GeneratedRegex(@"(?<![\w.*/:-])/(?:wor[k]|hom[e]/\w+|roo[t]|User[s]/\w+)/|\b[A-Z]:\\User[s]\\")]
    private static partial Regex MachineFolder();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KE[Y]-----")]
    private static partial Regex SecretKey();
}
