namespace Groundswell.DnsBed.Running;

/// <summary>
/// Distributions with AppArmor allow named, nsd and unbound to read their folders below /etc and /var only, and know them by their
/// path. A copy beside its configuration may read it; without AppArmor the program itself is started.
/// </summary>
internal static class OwnCopy
{
    private const string AppArmor = "/sys/module/apparmor/parameters/enabled";

    public static string Of(string program, string folder)
    {
        var installed = Tool.Find(program);
        if (!File.Exists(AppArmor) || File.ReadAllText(AppArmor).Trim() != "Y")
        {
            return installed;
        }

        var copy = Path.Combine(folder, program);
        File.Copy(installed, copy, overwrite: true);
        return copy;
    }
}
