// npm start begins here, in plain JavaScript, so that an old Node is told what it lacks instead of stumbling over types.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 24 || (major === 24 && minor < 2)) {
  console.error(`Tradewind runs on Node 24, this is Node ${process.versions.node}: run "npm install" (it brings Node 24 along) and start with "npm start".`)
  process.exit(1)
}
await import('./main.ts')
