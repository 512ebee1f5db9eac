cask "pilothouse" do
  arch arm: "arm64", intel: "amd64"

  version "@version@"
  on_arm do
    sha256 "@arm_sum@"
    url "@download@/@arm@"
  end
  on_intel do
    sha256 "@intel_sum@"
    url "@download@/@intel@"
  end

  name "Pilothouse"
  desc "Live architecture document with safe rollback and failover"
  homepage "@repository@"

  livecheck do
    url :url
    strategy :github_latest
  end

  app "pilothouse.app"
  binary "#{appdir}/pilothouse.app/Contents/MacOS/pilothouse"

  zap trash: "~/Library/Application Support/Pilothouse"
end
